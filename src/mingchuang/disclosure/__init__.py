"""政府信息公开: the catalogue and the unified platform."""
