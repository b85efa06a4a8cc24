"""Where the pages about children stand in the main navigation: in a row of their own."""

ROW = "Children and cases"
