"""Setting: text, tables and boxes on pages, from the XML that templates write.  Knows nothing of cases."""
