"""Where runs are."""

from django.urls import path

from studio.runs import api

urlpatterns = [
    path("runs/", api.RunList.as_view()),
    path("runs/queue/", api.RunQueue.as_view()),
    path("runs/<uuid:run>/", api.RunDetail.as_view()),
    path("runs/<uuid:run>/items/", api.RunItems.as_view()),
    path("runs/<uuid:run>/log/", api.RunLog.as_view()),
    path("runs/<uuid:run>/cancel/", api.CancelRun.as_view()),
    path("runs/<uuid:run>/move/", api.MoveRun.as_view()),
    path("runs/<uuid:run>/failures/", api.RunFailures.as_view()),
    path("runs/<uuid:run>/save-now/", api.SaveNow.as_view()),
    path("runs/<uuid:run>/sample-now/", api.SampleNow.as_view()),
    path("runs/<uuid:run>/finish/", api.FinishRun.as_view()),
    path("runs/<uuid:run>/points/", api.RunPoints.as_view()),
    path("runs/<uuid:run>/pause/", api.PauseRun.as_view()),
    path("runs/<uuid:run>/resume/", api.ResumeRun.as_view()),
    path("runs/<uuid:run>/retry/", api.RetryRun.as_view()),
]
