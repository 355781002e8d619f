import pytest
from django.test import Client
from tests.edition.newsroom import *
from coffeepress.people.models import User
def test_draft_person(newsroom):
    w = newsroom.section("world"); ada = newsroom.person("Ada")
    d = newsroom.draft(w, authors=[ada]); 
    from coffeepress.articles.models import Byline
    print("ROWS", Byline.objects.count())
    a = newsroom.article(w, "x"); save_draft(a, authors=[ada]); 
    User.objects.create_superuser("a@b.example", "x"*12)
    c = Client(); c.force_login(User.objects.get())
    Byline.objects.filter(person=ada).delete()
    r = c.post(f"/newsroom/snippets/people/person/delete/{ada.pk}/", follow=True)
    print("DEL", r.status_code, Person.objects.count())
    try:
        r = c.get(f"/newsroom/pages/{a.pk}/edit/"); print("EDIT", r.status_code)
    except Exception as e: print("EDITERR", repr(e)[:200])
def test_protected(newsroom):
    w = newsroom.section("world"); ada = newsroom.person("Ada")
    newsroom.article(w, "x", authors=[ada])
    User.objects.create_superuser("a@b.example", "x"*12)
    c = Client(); c.force_login(User.objects.get())
    g = c.get(f"/newsroom/snippets/people/person/delete/{ada.pk}/")
    print("GET", g.status_code, "protected" in g.content.decode().lower())
    try:
        r = c.post(f"/newsroom/snippets/people/person/delete/{ada.pk}/", follow=True)
        print("DEL2", r.status_code, Person.objects.count(), [str(m) for m in r.context.get("messages", [])] if r.context else None)
    except Exception as e: print("ERR2", repr(e)[:200])
