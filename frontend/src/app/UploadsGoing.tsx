/** The bar of all uploads, on every page while files are on their way; from elsewhere it leads to their model. */
import { useQuery } from "@tanstack/react-query"
import { lazy, Suspense } from "react"
import { Link, useLocation } from "react-router"
import { overview } from "../api/subjects"
import { type Standing, useStanding } from "../features/uploads/standing"
import { paths } from "../lib/paths"

const UploadBar = lazy(async () => ({ default: (await import("../features/uploads/UploadBar")).UploadBar }))

export function UploadsGoing() {
  const uploads = useStanding()
  if (uploads.length === 0) return null
  return <Going uploads={uploads} />
}

function Going({ uploads }: { uploads: readonly Standing[] }) {
  const { pathname } = useLocation()
  const { data } = useQuery({ ...overview, throwOnError: false })
  const model = data?.subjects.find(({ id }) => id === uploads[0]?.subject)
  const isElsewhere = model && pathname !== paths.model(model.slug)
  return (
    <Suspense>
      <UploadBar
        uploads={uploads}
        place={
          isElsewhere && (
            <Link className="link" to={paths.model(model.slug)}>
              {model.name}
            </Link>
          )
        }
      />
    </Suspense>
  )
}
