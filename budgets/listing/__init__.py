"""What lists share: filters, paging, the lean table."""
