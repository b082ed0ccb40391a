"""The checks of a deal, one room each: facts and a day in, findings out."""
