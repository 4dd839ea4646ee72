"""Pictures of forms that no guide knows → the same Document: all pages, with ticks beside whatever options they print."""
