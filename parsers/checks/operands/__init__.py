"""What rules compare: the operands that a guide names, turned into answers, quantities, days and conditions."""
