"""The shell that every page uses: layout, components, forms, errors, slots."""
