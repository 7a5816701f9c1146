"""What people read: catalogues, dates, amounts, names and findings in Swedish and English."""
