"""From a table as it comes to actuals: read the cells, find the table, choose rows, name metrics, read values, check."""
