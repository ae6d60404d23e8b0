"""Where the live channel is."""

from django.urls import path

from studio.realtime.consumer import Live

websocket_urlpatterns = [path("ws/", Live.as_asgi())]
