"""What the pages of the 政府信息公开 platform say."""
