"""What a report says was done, and what it demands or plans: by its genre, its layout and its words."""
