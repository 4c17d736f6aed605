"""ITA TUI: the steering committee's table of ITA measures, from last year's scores to the signed report."""
