"""The web application, as a WSGI server calls it."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
