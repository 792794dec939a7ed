"""A proof as people and programs read it: terminal, JSON, JUnit, SARIF, annotations, and a folder of pictures."""
