"""For the experts and the meeting: a dossier a case without personal data, score sheets, and the ranking made of them."""
