Välkomna till {{ round }}: så börjar ni
