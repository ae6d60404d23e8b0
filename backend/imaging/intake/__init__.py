"""How a stranger's file becomes a picture: checked before it is decoded, stripped, turned upright, written anew."""
