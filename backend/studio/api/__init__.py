"""What holds the API together: URLs, errors, paging and schema."""
