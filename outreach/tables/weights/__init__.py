"""What each respondent counts: a weight question, or raking to targets."""
