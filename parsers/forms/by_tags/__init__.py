"""What a fillable form that was made from the guide says by the tags of its content controls."""
