"""The web server's entry: HTTP to Django, /ws/ to the live channel."""

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.asgi import get_asgi_application

http = get_asgi_application()

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator

from studio.api.limits import BodyLimit
from studio.realtime.urls import websocket_urlpatterns

application = ProtocolTypeRouter(
    {
        "http": BodyLimit(http),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(websocket_urlpatterns))),
    }
)

# What the imports made stays for ever: a collection that walks through it all would hold up every socket.
gc.collect()
gc.freeze()
