"""prepress: a linked PDF → the same for a printing house (PDF/X-4), in its inks, with bleed and crop marks; entry:
`make.press_file`. Nothing is typeset again, so both editions have the same text in the same places.
"""
