"""One form of report a module, which is called what the form is called and holds it as `FORM`."""
