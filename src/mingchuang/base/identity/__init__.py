"""Who runs this site: names, codes, numbers and addresses."""
