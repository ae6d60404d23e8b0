"""The whole way of the product, shown with a drawn person: pictures, training, pictures of its own."""
