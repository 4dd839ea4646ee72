"""What is peculiar to forms that were recognised on paper."""
