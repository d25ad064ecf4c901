// A bank of filters as a picture.
run("Show Filters...", "filters=Gabor count=63");
