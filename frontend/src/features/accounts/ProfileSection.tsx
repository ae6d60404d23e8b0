/** Settings of the one who is signed in. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/accounts"
import { changeMe, me as meQuery } from "../../api/account"
import { wordsFor } from "../../api/problem"
import { type Me } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { PageHead } from "../../ui/PageHead"
import { toast } from "../../ui/toast"

export function ProfileSection() {
  const { data: me } = useQuery(meQuery)
  return (
    <>
      <PageHead title={words.profile.title} sub={words.profile.sub} />
      {me && <NameForm me={me} />}
    </>
  )
}

function NameForm({ me }: { me: Me }) {
  const client = useQueryClient()
  const [name, setName] = useState(me.user.name)
  const save = useMutation({
    mutationFn: () => changeMe({ name: name.trim() }),
    onSuccess: (now) => {
      client.setQueryData<Me>(["me"], now)
      toast(words.profile.saved)
    },
  })
  return (
    <form
      className="stack loose"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <TextField label={words.profile.name} help={words.profile.nameHelp} required maxLength={150} autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} />
      {save.error && <ErrorNotice words={wordsFor(save.error)} />}
      <div className="row">
        <Button type="submit" look="primary" disabled={!name.trim() || name.trim() === me.user.name} busy={save.isPending && words.profile.saving}>
          {words.profile.save}
        </Button>
      </div>
    </form>
  )
}
