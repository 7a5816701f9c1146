"""What stands on the pages of those who take part: each subject from what has been read to what is shown."""
