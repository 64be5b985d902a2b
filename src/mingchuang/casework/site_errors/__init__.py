"""我为网站找错: anybody may say what is wrong with a page, and is answered within three working days."""
