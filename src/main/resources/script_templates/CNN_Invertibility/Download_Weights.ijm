// Lists the weights that are published, their sizes and licences.
run("Download Weights...", "network=[List only]");
