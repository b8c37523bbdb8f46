"""Files and pages about all subjects: workbook, package, dictionary, catalogue, sitemap."""
