"""What is measured: fuling against other ways of doing the same job, in ratios that hold on any machine."""
