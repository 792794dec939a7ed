"""The order of a check: inspection → concordance → checks, lint, judges → proof."""
