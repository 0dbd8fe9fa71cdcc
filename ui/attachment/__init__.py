"""附件与链接: the section of an inspector, what is done with files and links, the files that are missing."""
