// GET /token?stream=demo/clip → a JWT; &format=cat → a CAT. KEY_ID=… KEY_SECRET=<base64url> PORT=4401 go run mint.go
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"time"
)

var base64url, kid = base64.RawURLEncoding, os.Getenv("KEY_ID")
var key = []byte(os.Getenv("KEY_TEXT")) // A secret that is a text.

func mac(data []byte) []byte {
	hash := hmac.New(sha256.New, key)
	hash.Write(data)
	return hash.Sum(nil)
}

func jwt(stream string, exp uint32, id []byte) string {
	header := fmt.Sprintf(`{"alg":"HS256","typ":"JWT","kid":%q}`, kid)
	claims := fmt.Sprintf(`{"exp":%d,"jti":"%x","actions":["play"],"target":{"streams":[%q]}}`, exp, id, stream)
	signed := base64url.EncodeToString([]byte(header)) + "." + base64url.EncodeToString([]byte(claims))
	return signed + "." + base64url.EncodeToString(mac([]byte(signed)))
}

// CBOR (RFC 8949): each item begins with its kind and a number, in as few bytes as hold it.
func head(kind byte, number uint32) []byte {
	if number < 24 {
		return []byte{kind<<5 | byte(number)}
	} else if number < 256 {
		return []byte{kind<<5 | 24, byte(number)}
	} else if number < 65536 {
		return binary.BigEndian.AppendUint16([]byte{kind<<5 | 25}, uint16(number))
	}
	return binary.BigEndian.AppendUint32([]byte{kind<<5 | 26}, number)
}
func num(number uint32) []byte { return head(0, number) }
func bin(data []byte) []byte   { return append(head(2, uint32(len(data))), data...) }
func text(data string) []byte  { return append(head(3, uint32(len(data))), data...) }
func list(items ...[]byte) []byte {
	return append(head(4, uint32(len(items))), bytes.Join(items, nil)...)
}
func pairs(items ...[]byte) []byte {
	return append(head(5, uint32(len(items)/2)), bytes.Join(items, nil)...)
}

func cat(stream string, exp uint32, id []byte) string {
	catu := pairs(num(3), pairs(num(1), text("/"+stream+"/"))) // The path begins with.
	catm := list(text("GET"), text("HEAD"))
	payload := bin(pairs(num(1), text("example"), num(4), num(exp), num(7), bin(id), num(312), catu, num(313), catm))
	headers := bin(pairs(num(1), num(5))) // alg: HMAC 256/256
	tag := bin(mac(list(text("MAC0"), headers, bin(nil), payload)))
	message := list(headers, pairs(num(4), bin([]byte(kid))), payload, tag)
	return base64url.EncodeToString(append(append(head(6, 61), head(6, 17)...), message...)) // CWT, COSE_Mac0
}

func main() {
	if len(key) == 0 {
		key, _ = base64url.DecodeString(os.Getenv("KEY_SECRET"))
	}
	streamName := regexp.MustCompile(`^[\w-]+/[\w-]+$`)
	http.HandleFunc("/token", func(response http.ResponseWriter, request *http.Request) {
		stream, id, mint := request.FormValue("stream"), make([]byte, 16), jwt
		if request.FormValue("format") == "cat" {
			mint = cat
		}
		response.Header().Set("Cache-Control", "no-store")
		// Here you ask who wants it, and whether he may.
		if _, err := rand.Read(id); err != nil || !streamName.MatchString(stream) {
			http.Error(response, "no such stream", http.StatusBadRequest)
			return
		}
		fmt.Fprint(response, mint(stream, uint32(time.Now().Unix())+3600, id))
	})
	panic(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
