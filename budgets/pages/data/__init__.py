"""What needs every subject: workbook, package, dictionary, catalogue, sitemap."""
