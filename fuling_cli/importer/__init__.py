"""From a table as it comes to actuals: read cells, find the table, choose rows, name metrics, read values, check."""
