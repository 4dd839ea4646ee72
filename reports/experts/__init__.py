"""For the experts and the meeting: a dossier for each case without personal data, score sheets, and the ranking made of them."""
