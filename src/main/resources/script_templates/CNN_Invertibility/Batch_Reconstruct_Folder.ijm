// Reconstructs every image of a folder; run again, it goes on where it was stopped.
#@ File (style="directory") images
#@ File (style="directory") results
run("Batch Reconstruct Folder...", "folder=[" + images + "] out=[" + results + "] recursive=true settings=[keep=25 iterations=10]");
