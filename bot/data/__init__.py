"""Facts that travel with the program: the communes, and the days that depart from the usual working week."""
