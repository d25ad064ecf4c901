// Makes a result again, from what its info says. The active image is the result.
// Works on the active image.
run("Make Again...", "");
