"""What the public reads, in other languages: finding the phrases, keeping and compiling them."""
