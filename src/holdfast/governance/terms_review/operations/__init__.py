"""What people do in a review of the terms; each act is one entry in the trail."""
