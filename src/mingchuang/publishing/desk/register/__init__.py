"""The register of cited documents at the desk."""
