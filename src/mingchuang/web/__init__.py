"""What joins the chapters: home, desk, navigation, flows, health."""
